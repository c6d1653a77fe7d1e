package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** {@code tf.app.flags.FLAGS}, with the defaults of the flags that were defined. */
final class Flags extends LibraryObject {
  private static final String MORE = " more flags";

  Flags(Execution execution) {
    super("tensorflow.app.flags.FLAGS", execution);
  }

  /** Defines a flag, as {@code DEFINE_integer(name, default, help)} does. */
  void define(Arguments arguments) {
    Value name = argument(arguments, 0, "flag_name", "name");
    Value otherwise = argument(arguments, 1, "default_value", "default");
    if (name instanceof fitmend.inference.value.Constant(String text) && otherwise != null) {
      slots().put(text, otherwise);
    } else {
      slots().put(MORE, fitmend.inference.value.Constant.TRUE);
    }
  }

  private static Value argument(Arguments arguments, int place, String name, String other) {
    return arguments.positional().size() > place
        ? arguments.positional().get(place)
        : arguments.keywords().getOrDefault(name, arguments.keywords().get(other));
  }

  @Override
  public Value attribute(String name, Execution execution) {
    Value defined = slots().get(name);
    if (defined != null) {
      return defined;
    }
    boolean isOther =
        name.startsWith("_") || slots().has(MORE) || Character.isUpperCase(name.charAt(0));
    return switch (name) {
      // Those of absl, and those of its flags object.
      case "flag_values_dict",
          "mark_as_parsed",
          "set_default",
          "is_parsed",
          "append_flag_values",
          "verbosity",
          "v",
          "logtostderr",
          "alsologtostderr",
          "log_dir",
          "stderrthreshold",
          "showprefixforinfo",
          "run_with_pdb",
          "pdb_post_mortem",
          "run_with_profiling",
          "profile_file",
          "use_cprofile_for_profiling",
          "only_check_args",
          "help",
          "helpfull",
          "helpshort",
          "helpxml",
          "pdb",
          "flagfile",
          "undefok",
          "op_conversion_fallback_to_while_loop",
          "test_random_seed",
          "test_srcdir",
          "test_tmpdir",
          "test_randomize_ordering_seed",
          "xml_output_file",
          "append",
          "read_flags_from_files",
          "flags_into_string",
          "key_flags_for_module",
          "find_module_defining_flag",
          "find_module_id_defining_flag",
          "get_flag_value",
          "get_help",
          "get_key_flags_for_module",
          "flags_by_module_dict",
          "flags_by_module_id_dict",
          "key_flags_by_module_dict",
          "is_gnu_getopt",
          "set_gnu_getopt",
          "main_module_help",
          "module_help",
          "register_flag_by_module",
          "register_flag_by_module_id",
          "register_key_flag_for_module",
          "remove_flag_values",
          "unparse_flags",
          "validate_all_flags",
          "write_help_in_xml_format" ->
          execution.unknown("a flag");
      default -> {
        if (isOther) {
          yield execution.unknown("a flag");
        }
        throw execution.error("AttributeError", name);
      }
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return false;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return execution.unknown(name + " of flags");
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    return execution.unknown("what is left of the command line");
  }
}
