/**
 * Four plants of fifty machines each that feed the platform for ever.
 *
 * <p>Talks to the platform only as any client does: over HTTP, with a token.
 */
package io.thalweg.examples.plant;
