/** Named parameters of a statement, {@code :machine}, and the values that stand for them. */
package io.thalweg.sql.parameters;
