/** What fills reference tables: files of the project, and queries that are run again and again. */
package io.thalweg.app.tables;
