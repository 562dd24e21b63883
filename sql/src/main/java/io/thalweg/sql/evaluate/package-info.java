/**
 * Computes expressions over single rows, without an engine: for conditions on events that have to
 * be judged one by one, where they come in. What it gives is what the engines give.
 */
package io.thalweg.sql.evaluate;
