/** What every engine offers the platform, and what engines need from the store. */
package io.thalweg.process.api;
