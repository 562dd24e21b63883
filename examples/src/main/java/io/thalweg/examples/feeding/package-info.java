/** What feeders of examples have in common: options, speed, patience, and showing how far it is. */
package io.thalweg.examples.feeding;
