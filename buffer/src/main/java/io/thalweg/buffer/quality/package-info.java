/** What must hold for the events of a stream beside their form, wherever they are decoded. */
package io.thalweg.buffer.quality;
