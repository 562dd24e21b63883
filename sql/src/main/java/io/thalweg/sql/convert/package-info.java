/** From Calcite's relational algebra to our plan. Internal to the compiler. */
package io.thalweg.sql.convert;
