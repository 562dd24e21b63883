/**
 * What makes a plan a streaming plan: the part that is computed row by row, the window that
 * collects rows, and the part that is computed once a window is closed.
 */
package io.thalweg.sql.streaming;
