package io.thalweg.identity;

/** The place where the password of the first user waits for its owner. */
public interface FirstPassword {

  /** Keeps it where the platform's owner alone can read it. */
  void keep(String password);

  /** The password is another one by now: what was kept is wrong. */
  void forget();
}
