/** What the documents show is what happens. */
package io.thalweg.testing.docs;
