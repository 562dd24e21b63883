/** The names that SQL can use: streams and tables with their columns. */
package io.thalweg.sql.catalog;
