/**
 * The one contract of what an event is: which bytes are accepted as an event of a stream and which
 * values they mean. The HTTP door and the readers of the log both decode through it.
 */
package io.thalweg.buffer.decode;
