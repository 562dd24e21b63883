/**
 * What the values of a definition may be: one description that reads YAML, reports what is wrong
 * with it, and writes the JSON Schema. Knows no particular kind of definition.
 */
package io.thalweg.definitions.internal.shape;
