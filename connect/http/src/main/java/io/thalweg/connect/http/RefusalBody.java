package io.thalweg.connect.http;

/** A body of an answer that says why its request was refused, if it was. */
public interface RefusalBody {

  /** The code under which the refusal is counted; null where it is none. */
  String refusalCode();
}
