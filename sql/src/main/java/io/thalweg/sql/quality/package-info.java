/** Compiles the quality rules of streams. */
package io.thalweg.sql.quality;
