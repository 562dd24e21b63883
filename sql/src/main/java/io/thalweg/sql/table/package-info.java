/** The queries that reference tables are refreshed by. */
package io.thalweg.sql.table;
