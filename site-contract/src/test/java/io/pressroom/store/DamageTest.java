package io.pressroom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every damage to a store is refused with its reason, and found by a check. */
final class DamageTest {

  @TempDir Path temporary;
  private StoreReader reader;
  private Manifest manifest;

  @BeforeEach
  void storeOfThreeHundredPages() throws IOException {
    Map<String, String> site = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      site.put("page-" + i + ".html", "page " + i % 10); // ten objects
    }
    try (StoreWriter writer = StoreWriter.open(temporary, new FailingDisk())) {
      TestSite.publish(writer, site);
    }
    reader = StoreReader.at(temporary);
    manifest = TestSite.manifest(site);
    assertTrue(StoreCheck.of(reader).isSound());
  }

  @Test
  void noStoreHasNoRelease() throws IOException {
    StoreReader nowhere = StoreReader.at(temporary.resolve("nowhere"));
    assertEquals(Optional.empty(), nowhere.live());
    assertEquals(List.of(), nowhere.releases());
    assertEquals(new StoreCheck(0, 0, 0, List.of()), StoreCheck.of(nowhere));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "rubbish",
        "../../etc/passwd\n",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\n",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n\n"
      })
  void rubbishInLive(String text) throws IOException {
    Files.writeString(reader.liveFile(), text);
    assertRefused("not a release id", reader::live);
    assertFound("not a release id");
  }

  @Test
  void liveNamesNoRelease() throws IOException {
    Files.writeString(reader.liveFile(), Digest.of(new byte[0]) + "\n");
    assertRefused("there is no such release", () -> reader.manifest(reader.live().get()));
    assertFound("names the release e3b0c44298fc, which is not there");
  }

  @Test
  void theRootIsCut() throws IOException {
    byte[] root = manifest.root();
    for (int length : List.of(0, 5, 20, 30, root.length - 65, root.length - 1)) {
      Files.write(reader.release(manifest.id()), java.util.Arrays.copyOf(root, length));
      assertRefused(
          length < 20 ? "not a release manifest" : "it was cut short or changed",
          () -> reader.manifest(manifest.id()));
    }
    assertFound("it was cut short or changed");
  }

  @Test
  void theRootIsOfAnotherVersion() throws IOException {
    byte[] root = "pressroom-release 2 zstd\nwhatever\n".getBytes(UTF_8);
    ReleaseId id = new ReleaseId(Digest.of(root).hex());
    Files.write(reader.release(id), root);
    assertRefused(
        "written in another version of the format (\"pressroom-release 2 zstd\"); this one reads"
            + " version 1",
        () -> reader.manifest(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pressroom-release 1 \n",
        "pressroom-release 1 x\n-\n",
        "pressroom-release 1 -1\n-\n",
        "pressroom-release 1 0\n",
        "pressroom-release 1 0\n-\n-\n",
        "pressroom-release 1 +0\n-\n",
        "pressroom-release 1 0\r\n-\r\n",
        "pressroom-release 1 0\n-",
        "pressroom-release 1 1\n-\n",
        "pressroom-release 1 300\n-\n../../etc/passwd\n",
        "pressroom-release 1 2000000000\n-\n"
      })
  void theRootIsNotAsTheFormatSays(String text) throws IOException {
    byte[] root = text.getBytes(UTF_8);
    ReleaseId id = new ReleaseId(Digest.of(root).hex());
    Files.write(reader.release(id), root);
    assertRefused(id.value(), () -> reader.manifest(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish\n",
        "D 1 a/b c",
        "D 1 a/b ../c\n",
        "D 1 a/b /c\n",
        "D -1 a/b c\n",
        "D 01 a/b c\n",
        "D 1 a c\n",
        "D 1 a/b \n",
        "D 1 a/b c\nD 1 a/b c\n",
        "D 1 a/b d\nD 1 a/b c\n",
        "D 99999999999999999999 a/b c\n",
        "d 1 a/b c\n"
      })
  void aPartIsNotAsTheFormatSays(String lines) throws IOException {
    byte[] part = lines.replace("D", Digest.of(new byte[0]).hex()).getBytes(UTF_8);
    Path object = reader.object(Digest.of(part));
    Files.createDirectories(object.getParent());
    Files.write(object, part);
    byte[] root = ("pressroom-release 1 1\n" + Digest.of(part) + "\n").getBytes(UTF_8);
    ReleaseId id = new ReleaseId(Digest.of(root).hex());
    Files.write(reader.release(id), root);
    assertRefused(object.toString(), () -> reader.manifest(id));
  }

  @Test
  void aPartIsMissingCutOrChanged() throws IOException {
    Part part = manifest.parts().toList().getLast();
    Path object = reader.object(part.digest());
    byte[] bytes = part.bytes();
    Files.write(object, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("it was cut short or changed", () -> reader.manifest(manifest.id()));
    assertFound("it was cut short or changed");
    bytes[3] ^= 1;
    Files.write(object, bytes);
    assertRefused("it was cut short or changed", () -> reader.manifest(manifest.id()));
    Files.delete(object);
    assertRefused("this part of a manifest is missing", () -> reader.manifest(manifest.id()));
    assertFound("this part of a manifest is missing");
  }

  @Test
  void partsAreInEachOthersPlaces() throws IOException {
    List<Part> parts = manifest.parts().toList();
    byte[] root =
        ("pressroom-release 1 300\n" + parts.get(1).digest() + "\n" + parts.get(0).digest() + "\n")
            .getBytes(UTF_8);
    ReleaseId id = new ReleaseId(Digest.of(root).hex());
    Files.write(reader.release(id), root);
    assertRefused("has a path that belongs to another part", () -> reader.manifest(id));
  }

  @Test
  void anObjectIsMissingOrChanged() throws IOException {
    Path object = reader.object(Digest.of("page 7".getBytes(UTF_8)));
    Files.writeString(object, "page 8");
    assertFound("it was cut short or changed");
    Files.delete(object);
    assertFound("page-197.html of release " + manifest.id().shortForm() + " is made of it");
    Files.writeString(object.resolveSibling("rubbish"), "page 8");
    assertFound("not an object");
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws IOException;
  }

  private static void assertRefused(String reason, Reading reading) {
    DamagedStoreException e = assertThrows(DamagedStoreException.class, reading::read);
    assertTrue(e.getMessage().contains(reason), e::getMessage);
  }

  private void assertFound(String reason) throws IOException {
    List<String> faults = StoreCheck.of(reader).faults();
    assertTrue(faults.stream().anyMatch(fault -> fault.contains(reason)), faults::toString);
  }
}
