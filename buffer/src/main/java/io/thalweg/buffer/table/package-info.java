/** The rows of reference tables as they stand in the log. */
package io.thalweg.buffer.table;
