import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.MediaTypes;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Publishes the files of a folder as they are: {@code java -cp CLASSES Publish.java FOLDER STORE}. */
final class Publish {

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (StoreWriter writer = StoreWriter.open(Path.of(arguments[1]));
        Staging staging = writer.stage();
        Stream<Path> all = Files.walk(folder)) {
      List<Entry> entries = new ArrayList<>();
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        OutputPath path = OutputPath.of(folder.relativize(file).toString().replace('\\', '/'));
        Staged staged = staging.put(file);
        entries.add(new Entry(path, staged.digest(), staged.size(), MediaTypes.of(path)));
      }
      System.out.println(staging.publish(Manifest.of(entries)).value());
    }
  }
}
