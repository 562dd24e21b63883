/** The quality rules of streams, applied the same way by every engine and at every door. */
package io.thalweg.process.api.quality;
