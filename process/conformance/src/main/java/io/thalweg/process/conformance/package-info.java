/**
 * What every engine has to compute: cases of SQL, input rows in the order of their arrival and the
 * expected table or refusal, written to be read, and what runs them against an engine. They lie in
 * {@code src/main/resources/conformance}, a folder for each operator.
 */
package io.thalweg.process.conformance;
