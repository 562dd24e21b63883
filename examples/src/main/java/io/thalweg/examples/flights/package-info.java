/**
 * Three million real flights, replayed as events and compared with what a batch makes of them.
 *
 * <p>Talks to the platform only as any client does: over HTTP, with a token.
 */
package io.thalweg.examples.flights;
