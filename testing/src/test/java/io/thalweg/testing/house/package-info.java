/** What holds for the whole checkout: arrows between modules, licences, order in the files. */
package io.thalweg.testing.house;
