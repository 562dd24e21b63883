/** Dashboards against the catalogue: their SQL, their variables' values, and what is drawn. */
package io.thalweg.sql.dashboard;
