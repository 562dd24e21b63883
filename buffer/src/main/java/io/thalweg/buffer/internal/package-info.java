/** The Kafka node inside the process and what it needs; not for other modules. */
package io.thalweg.buffer.internal;
