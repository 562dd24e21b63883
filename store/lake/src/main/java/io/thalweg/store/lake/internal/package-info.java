/** How the lake keeps its promises: durable files, metrics, schemas, pruning. Not API. */
package io.thalweg.store.lake.internal;
