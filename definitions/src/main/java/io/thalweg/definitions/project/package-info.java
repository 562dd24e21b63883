/**
 * A project's folder as a whole: reading it with every mistake at its file, line and column,
 * showing those to people, and the JSON Schemas of its files. Stands above the records that it
 * makes.
 */
package io.thalweg.definitions.project;
