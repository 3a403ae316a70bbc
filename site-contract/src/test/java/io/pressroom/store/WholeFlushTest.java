package io.pressroom.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What outlasts a power cut then, {@link CutShortTest} says. */
@EnabledOnOs(OS.LINUX)
final class WholeFlushTest {

  @TempDir Path folder;

  @Test
  void flushesTheFileSystemOfAFolderIfThatIsToBeTrusted() throws IOException {
    Files.writeString(folder.resolve("é ü.txt"), "text");
    Set<String> trusted = Set.of("btrfs", "ext3", "ext4", "tmpfs", "xfs");
    assertEquals(trusted.contains(Files.getFileStore(folder).type()), WholeFlush.flush(folder));
    assertFalse(WholeFlush.flush(Path.of("/proc")));
  }

  @Test
  void saysWhatWentWrong() {
    Path none = folder.resolve("none");
    assertThrows(NoSuchFileException.class, () -> WholeFlush.flush(none));
    IOException told = assertThrows(IOException.class, () -> new RealDisk().flushAllBelow(none));
    assertEquals("cannot flush " + none + ": there is no such file or folder", told.getMessage());
  }
}
