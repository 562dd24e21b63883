/**
 * The engine-neutral plan: immutable nodes and expressions, printable, made from Calcite's. Each
 * engine is one {@link io.thalweg.sql.plan.PlanVisitor} and one {@link
 * io.thalweg.sql.plan.ExpressionVisitor}; a new node does not compile until every engine handles it
 * or refuses it by name. Nothing of Calcite shows here.
 */
package io.thalweg.sql.plan;
