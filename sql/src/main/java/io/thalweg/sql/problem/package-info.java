/** The catalogue of what can be wrong with a statement. */
package io.thalweg.sql.problem;
