package fitmend.cli;

/** Which fitmend this is. */
final class Version {
  static final String NUMBER = number();

  private Version() {}

  private static String number() {
    // From the manifest of the jar; there is none when the classes lie in a folder.
    String number = Version.class.getPackage().getImplementationVersion();
    return number == null ? "development" : number;
  }
}
