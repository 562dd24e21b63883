/** A client of the platform's HTTP API in plain Java, to use or to learn from. */
package io.thalweg.examples.client;
