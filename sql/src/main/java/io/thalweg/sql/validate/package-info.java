/**
 * From a syntax tree to one whose names and types are known: the catalogue, the types and the
 * functions that there are, and Calcite's findings in our words. Internal to the compiler.
 */
package io.thalweg.sql.validate;
