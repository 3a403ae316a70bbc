package io.pressroom.builder.watch;

import java.util.Set;

/** The files that editors and desktops leave beside those of the author, often for an instant. */
public final class EditorFiles {
  private static final Set<String> DESKTOP = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private EditorFiles() {}

  /** Whether a file of that name is none of the author's. */
  public static boolean isOne(String name) {
    return name.endsWith("~") // Emacs, gedit, vim
        || (name.startsWith("#") && name.endsWith("#")) // Emacs' unsaved text
        || name.startsWith(".#") // Emacs' locks
        || (name.startsWith(".")
            && (name.endsWith(".swp") || name.endsWith(".swo") || name.endsWith(".swx"))) // vim
        || name.startsWith(".goutputstream-") // GLib
        || name.startsWith("~$") // Office
        || name.endsWith("___jb_tmp___") // IntelliJ
        || name.endsWith("___jb_old___")
        || name.endsWith(".bck") // Helix
        || name.endsWith(".tmp")
        || name.endsWith(".crswap") // Chromium
        || DESKTOP.contains(name);
  }
}
