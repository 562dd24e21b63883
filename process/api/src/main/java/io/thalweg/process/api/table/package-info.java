/** Reference tables: rows from outside, kept in the log, served to pipelines and queries. */
package io.thalweg.process.api.table;
