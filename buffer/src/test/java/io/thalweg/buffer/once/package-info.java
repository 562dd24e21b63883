/** Which events are duplicates. */
package io.thalweg.buffer.once;
