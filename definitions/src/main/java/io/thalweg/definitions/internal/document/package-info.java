/**
 * The kinds of definitions, each described once by its shape, and the checks that need to know what
 * they mean: from files to the records of the project.
 */
package io.thalweg.definitions.internal.document;
