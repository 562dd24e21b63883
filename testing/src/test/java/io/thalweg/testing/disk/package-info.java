/** A platform whose disk is full. */
package io.thalweg.testing.disk;
