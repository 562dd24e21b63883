/** The functions and operators of portable SQL: what they take, give and mean. */
package io.thalweg.sql.functions;
