/** A project's folder, read and checked whole: definitions and SQL. */
package io.thalweg.app.project;
