package fitmend.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Everything the manual page of a rule says; the page's example is the rule's fixture pair. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RuleInfo {
  /** Family letters and three digits; never used again for another rule. */
  String code();

  /** The wrong pattern in kebab-case; reads well behind "allow". */
  String name();

  /** One line: what is wrong. */
  String summary();

  /** What a run does there: the exception with its text, or the silent fault. */
  String why();

  /** When the fix is safe, when it is not, and why. */
  String fixSafety();

  /** The fixture, below {@code fixtures/before}, whose pair is the example of the page. */
  String example();

  Severity severity() default Severity.ERROR;

  /** The release of fitmend that had it first. */
  String since() default "0.1";

  /** Names this rule had before. */
  String[] formerNames() default {};
}
