/** From text to Calcite's syntax tree: one SELECT and nothing else. Internal to the compiler. */
package io.thalweg.sql.parse;
