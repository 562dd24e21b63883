/**
 * Portable SQL: text is parsed and validated by Calcite against the definitions and becomes our own
 * immutable plan ({@link io.thalweg.sql.plan}). No engine is named here.
 */
package io.thalweg.sql;
