package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * YAML 1.2 with its core schema, and the merge key {@code <<} of 1.1, which authors use.
 *
 * <p>Built from the parser's events, not from its composed nodes: so depth and the growth by
 * aliases are bounded before anything is built.
 */
final class YamlNotation {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  /** What is longer stays text: to make a number of it takes the square of its length. */
  private static final int LONGEST_NUMBER = 1000;

  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

  /** An anchored node, and what using it once more costs. */
  private record Anchored(Node node, int nodes, int depth) {}

  private final Iterator<Event> events;
  private final int firstLine;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private Event last;
  private int nodes;
  private int deepest; // level reached since it was last set back

  private YamlNotation(String text, int firstLine) {
    this.events = new Parse(SETTINGS).parseString(text).iterator();
    this.firstLine = firstLine;
  }

  static Node parse(String text, int firstLine) throws BadContentException {
    YamlNotation yaml = new YamlNotation(text, firstLine);
    try {
      return yaml.document();
    } catch (MarkedYamlEngineException e) {
      throw yaml.broken(e);
    } catch (ReaderException e) {
      Spot spot = Spot.at(text, text.offsetByCodePoints(0, e.getPosition()));
      throw yaml.broken(
          new Spot(spot.line() + firstLine - 1, spot.column()),
          "The character U+%04X may not be in YAML".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw yaml.broken(Spot.UNKNOWN, e.getMessage());
    }
  }

  private Event next() throws BadContentException {
    try {
      last = events.next();
      return last;
    } catch (YamlEngineException e) {
      throw e;
    } catch (RuntimeException e) {
      // A fault of the parser: an escape that the file ends in, such as "\\u, brings it down.
      throw new BadContentException(
          Notation.YAML.brokenTitle(),
          last == null ? Spot.UNKNOWN : spot(last),
          "What follows here cannot be read (%s)".formatted(e.getMessage()),
          "look at the backslashes in quotes");
    }
  }

  private Node document() throws BadContentException {
    Event event = next();
    while (event instanceof StreamStartEvent || event instanceof DocumentStartEvent) {
      event = next();
    }
    if (!(event instanceof ScalarEvent
        || event instanceof SequenceStartEvent
        || event instanceof MappingStartEvent
        || event instanceof AliasEvent)) {
      return Mapping.EMPTY; // nothing but comments
    }
    Node root = node(event, 1);
    Event end = next();
    if (end instanceof DocumentEndEvent && next() instanceof DocumentStartEvent next) {
      throw broken(spot(next), "A second document begins here, and only one is read");
    }
    return root;
  }

  private Node node(Event event, int depth) throws BadContentException {
    deepest = Math.max(deepest, depth);
    count(1, depth, event);
    if (event instanceof AliasEvent alias) {
      Anchored anchored = anchors.get(alias.getAlias());
      if (anchored == null) {
        throw broken(
            spot(event), "*" + alias.getAlias() + " names nothing that was written before it");
      }
      count(anchored.nodes, depth + anchored.depth, event);
      deepest = Math.max(deepest, depth + anchored.depth);
      return anchored.node;
    }
    int nodesBefore = nodes;
    int deepestBefore = deepest;
    deepest = depth;
    Node node;
    Optional<Anchor> anchor;
    switch (event) {
      case ScalarEvent scalar -> {
        node = scalar(scalar);
        anchor = scalar.getAnchor();
      }
      case SequenceStartEvent start -> {
        node = sequence(start, depth);
        anchor = start.getAnchor();
      }
      case MappingStartEvent start -> {
        node = mapping(start, depth);
        anchor = start.getAnchor();
      }
      default -> throw new IllegalStateException("unexpected " + event);
    }
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), new Anchored(node, nodes - nodesBefore, deepest - depth));
    }
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private void count(int more, int depth, Event at) throws BadContentException {
    if (depth > Node.MAX_DEPTH) {
      throw broken(spot(at), "Values are nested deeper than " + Node.MAX_DEPTH + " levels");
    }
    nodes += more;
    if (nodes > Node.MAX_NODES) {
      throw broken(
          spot(at), "More than " + Node.MAX_NODES + " values, counting each use of an alias");
    }
  }

  private Node sequence(SequenceStartEvent start, int depth) throws BadContentException {
    List<Node> items = new ArrayList<>();
    for (Event e = next(); !(e instanceof SequenceEndEvent); e = next()) {
      items.add(node(e, depth + 1));
    }
    return new Sequence(items, spot(start));
  }

  private Node mapping(MappingStartEvent start, int depth) throws BadContentException {
    SequencedMap<String, Field> fields = new LinkedHashMap<>();
    List<Mapping> merged = new ArrayList<>();
    for (Event e = next(); !(e instanceof MappingEndEvent); e = next()) {
      Spot keySpot = spot(e);
      boolean merge = e instanceof ScalarEvent s && s.isPlain() && s.getValue().equals("<<");
      if (!(node(e, depth + 1) instanceof Scalar key)) {
        throw broken(keySpot, "A key has to be plain text");
      }
      Node value = node(next(), depth + 1);
      if (merge) {
        merged.addAll(toMerge(value));
      } else {
        Field first = fields.putIfAbsent(key.text(), new Field(keySpot, value));
        if (first != null) {
          throw broken(
              keySpot,
              "The key '%s' is already on line %d".formatted(key.text(), first.key().line()));
        }
      }
    }
    for (Mapping other : merged) {
      count(other.fields().size(), depth, start);
      other.fields().forEach(fields::putIfAbsent);
    }
    return new Mapping(fields, spot(start));
  }

  private List<Mapping> toMerge(Node value) throws BadContentException {
    List<Node> nodes = value instanceof Sequence several ? several.items() : List.of(value);
    List<Mapping> mappings = new ArrayList<>();
    for (Node node : nodes) {
      if (!(node instanceof Mapping mapping)) {
        throw broken(node.spot(), "<< merges keys and values, and this is " + node.kind());
      }
      mappings.add(mapping);
    }
    return mappings;
  }

  private Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    Optional<String> tag = event.getTag().filter(t -> !t.equals("!"));
    String kind; // of the author's own tags not each is one to the library
    if (tag.isPresent()) {
      kind = tag.get();
    } else if (event.isPlain() && event.getTag().isEmpty()) {
      kind = RESOLVER.resolve(text, true).getValue();
    } else {
      kind = Tag.STR.getValue();
    }
    Object value = value(kind, text);
    return new Scalar(value, value == null ? "" : text, spot(event));
  }

  private static Object value(String kind, String text) {
    if (kind.equals(Tag.NULL.getValue())) {
      return null;
    }
    try {
      if (kind.equals(Tag.BOOL.getValue())) {
        return text.equalsIgnoreCase("true");
      }
      if (kind.equals(Tag.INT.getValue())) {
        return integer(text);
      }
      if (kind.equals(Tag.FLOAT.getValue())) {
        return real(text);
      }
    } catch (NumberFormatException _) {
      return text; // tagged as a number by the author, and not one
    }
    return text;
  }

  private static Object integer(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return text;
    }
    String digits = text.startsWith("+") ? text.substring(1) : text;
    BigInteger number =
        digits.startsWith("0x")
            ? new BigInteger(digits.substring(2), 16)
            : digits.startsWith("0o")
                ? new BigInteger(digits.substring(2), 8)
                : new BigInteger(digits);
    return Numbers.narrow(number);
  }

  private static Double real(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equalsIgnoreCase(".inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return unsigned.equalsIgnoreCase(".nan") ? Double.NaN : Double.valueOf(text);
  }

  private Spot spot(Event event) {
    return event.getStartMark().map(this::spot).orElse(Spot.UNKNOWN);
  }

  private Spot spot(Mark mark) {
    return new Spot(mark.getLine() + firstLine, mark.getColumn() + 1);
  }

  private BadContentException broken(Spot spot, String detail) {
    return new BadContentException(Notation.YAML.brokenTitle(), spot, detail);
  }

  /** Where that begins which has no end. */
  private Optional<Spot> opened(MarkedYamlEngineException e) {
    Optional<Mark> context = e.getContextMark();
    boolean above =
        context.isPresent()
            && e.getProblemMark()
                .filter(it -> context.get().getIndex() < it.getIndex())
                .isPresent();
    return above
        ? context.map(this::spot)
        : Optional.ofNullable(last).map(this::spot).filter(it -> !it.equals(Spot.UNKNOWN));
  }

  private BadContentException broken(MarkedYamlEngineException e) {
    Spot spot = e.getProblemMark().or(e::getContextMark).map(this::spot).orElse(Spot.UNKNOWN);
    String problem = e.getProblem();
    String hint = null;
    if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      // It is missed at the end of the file, and mended where it begins.
      spot = opened(e).orElse(spot);
      hint = "what is opened here has to be closed";
    } else if (problem.contains("mapping values are not allowed here")) {
      hint = "a value that holds ': ' has to be in quotes";
    } else if (problem.contains("'\\t(TAB)'") || problem.contains("\\t")) {
      hint = "indent with spaces, not tabs";
    } else if (problem.contains("cannot start any token")) {
      hint = "a value that begins with that character has to be in quotes";
    }
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return new BadContentException(Notation.YAML.brokenTitle(), spot, context + problem, hint);
  }
}
