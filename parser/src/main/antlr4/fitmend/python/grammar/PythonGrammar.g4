/*
 * Python 3.8 to 3.14, one token of look-ahead throughout.
 *
 * The layout pass retags tokens so that this is possible (TCOMMA, TSEMI, NOT_OP, LPAR_WITH, the
 * soft keywords). TreeBuilder makes the tree when a rule ends: which rule makes which kind of node
 * stands there. The only actions are the three of the operator-precedence parser in orTest.
 */
parser grammar PythonGrammar;

options {
  tokenVocab = PythonTokens;
  superClass = TreeBuilder;
}

module: statement* EOF;

statement
  : simpleLine
  | ifStatement
  | whileStatement
  | forStatement
  | tryStatement
  | withStatement
  | functionDef
  | classDef
  | decorated
  | asyncStatement
  | matchStatement
  ;

block: NEWLINE INDENT statement+ DEDENT | simpleLine;

simpleLine: simpleStatement (SEMI simpleStatement)* TSEMI? NEWLINE;

simpleStatement
  : expressionStatement
  | returnStatement
  | importStatement
  | importFrom
  | raiseStatement
  | passStatement
  | deleteStatement
  | assertStatement
  | breakStatement
  | continueStatement
  | globalStatement
  | nonlocalStatement
  | typeAlias
  ;

// Simple statements. A tail wraps the expression before it.
expressionStatement: yieldExpression | expressionList (assignTail | augmentedTail | annotatedTail)?;
assignTail: (EQ rightHandSide)+;
augmentedTail: AUGASSIGN rightHandSide;
annotatedTail: annotation (EQ rightHandSide)?;
rightHandSide: yieldExpression | expressionList;
returnStatement: RETURN expressionList?;
raiseStatement: RAISE (expression cause?)?;
cause: FROM expression;
passStatement: PASS;
breakStatement: BREAK;
continueStatement: CONTINUE;
deleteStatement: DEL target (COMMA target)* TCOMMA?;
assertStatement: ASSERT expression (COMMA expression)?;
globalStatement: GLOBAL NAME (COMMA NAME)*;
nonlocalStatement: NONLOCAL NAME (COMMA NAME)*;
typeAlias: KW_TYPE NAME typeParameters? EQ expression;
importStatement: IMPORT dottedAlias (COMMA dottedAlias)*;
dottedAlias: moduleName alias?;
moduleName: NAME (DOT NAME)*;
alias: AS NAME;
importFrom
  : FROM ((DOT | ELLIPSIS)+ moduleName? | moduleName) IMPORT
    (STAR | LPAR importAlias (COMMA importAlias)* TCOMMA? RPAR | importAlias (COMMA importAlias)*)
  ;
importAlias: NAME alias?;

// Compound statements.
ifStatement: IF namedExpression COLON block elifClause* elseClause?;
elifClause: ELIF namedExpression COLON block;
elseClause: ELSE COLON block;
whileStatement: WHILE namedExpression COLON block elseClause?;
forStatement: FOR targetList IN expressionList COLON block elseClause?;
tryStatement: TRY COLON block (exceptClause+ elseClause? finallyClause? | finallyClause);
exceptClause: EXCEPT STAR? (exceptTypes (AS NAME)?)? COLON block;
exceptTypes: expression (COMMA expression)*;
finallyClause: FINALLY COLON block;
withStatement
  : WITH (LPAR_WITH withItem (COMMA withItem)* TCOMMA? RPAR | withItem (COMMA withItem)*) COLON block
  ;
withItem: expression (AS target)?;
functionDef: DEF NAME typeParameters? LPAR parameters RPAR returnAnnotation? COLON block;
parameters: (parameter (COMMA parameter)* TCOMMA?)?;
parameter: SLASH | STAR (NAME annotation?)? | POW NAME annotation? | NAME annotation? defaultValue?;
lambdaParameters: (lambdaParameter (COMMA lambdaParameter)* TCOMMA?)?;
lambdaParameter: SLASH | STAR NAME? | POW NAME | NAME defaultValue?;
annotation: COLON starExpression;
defaultValue: EQ starExpression;
returnAnnotation: ARROW expression;
typeParameters: LSQB typeParameter (COMMA typeParameter)* TCOMMA? RSQB;
typeParameter: STAR NAME defaultValue? | POW NAME defaultValue? | NAME annotation? defaultValue?;
classDef: CLASS NAME typeParameters? (LPAR arguments? RPAR)? COLON block;
decorated: (decorator NEWLINE)+ (functionDef | classDef | asyncFunction);
decorator: AT namedExpression;
asyncFunction: ASYNC functionDef;
asyncStatement: ASYNC (functionDef | forStatement | withStatement);

matchStatement: KW_MATCH subject COLON NEWLINE INDENT caseClause+ DEDENT;
subject: starNamed (COMMA starNamed)* TCOMMA?;
caseClause: KW_CASE patterns guard? COLON block;
guard: IF namedExpression;
patterns: pattern (COMMA pattern)* TCOMMA?;
pattern: starPattern | orPattern (AS NAME)?;
starPattern: STAR NAME;
orPattern: closedPattern (VBAR closedPattern)*;
closedPattern: valuePattern | namePattern | groupPattern | sequencePattern | mappingPattern;
valuePattern: numberPattern | strings | NONE | TRUE | FALSE;
numberPattern: signedNumber ((PLUS | MINUS) NUMBER)?;
signedNumber: MINUS? NUMBER;
namePattern: NAME attributeTail* classTail?;
classTail: LPAR (patternArgument (COMMA patternArgument)* TCOMMA?)? RPAR;
patternArgument: pattern (EQ pattern)?;
groupPattern: LPAR (pattern (COMMA pattern)* TCOMMA?)? RPAR;
sequencePattern: LSQB (pattern (COMMA pattern)* TCOMMA?)? RSQB;
mappingPattern: LBRACE (mappingItem (COMMA mappingItem)* TCOMMA?)? RBRACE;
mappingItem: POW NAME | closedPattern COLON pattern;

// Expressions.
yieldExpression: YIELD (FROM expression | expressionList)?;
expressionList: starExpression (COMMA starExpression)* TCOMMA?;
starExpression: STAR orTest | expression;
starNamed: STAR orTest | namedExpression;
namedExpression: expression (WALRUS expression)?;
expression: lambdaExpression | orTest (IF orTest ELSE expression)?;
lambdaExpression: LAMBDA lambdaParameters COLON expression;
targetList: target (COMMA target)* TCOMMA?;
target: STAR target | operand;

orTest
  : ({unary();} (NOT | PLUS | MINUS | TILDE | AWAIT))* operand
    ( {binary();}
      ( OR | AND | IN | LT | GT | EQEQ | NE | LE | GE | VBAR | CIRC | AMPER | SHL | SHR | PLUS
      | MINUS | STAR | SLASH | DSLASH | PERCENT | AT | POW | IS NOT_OP? | NOT_OP IN
      )
      ({unary();} (NOT | PLUS | MINUS | TILDE | AWAIT))* operand
    )*
  ;

operand: atom (attributeTail | callTail | subscriptTail)*;
attributeTail: DOT NAME;
callTail: LPAR arguments? RPAR;
subscriptTail: LSQB slices RSQB;

arguments: argument (COMMA argument)* TCOMMA?;
argument: STAR expression | POW expression | expression (EQ expression | WALRUS expression | comprehension+)?;
slices: slice (COMMA slice)* TCOMMA?;
slice
  : STAR orTest
  | sliceRest
  | namedExpression sliceRest?
  ;
sliceRest: COLON sliceUpper? (COLON sliceStep?)?;
sliceUpper: expression;
sliceStep: expression;

atom
  : NAME
  | NUMBER
  | strings
  | TRUE
  | FALSE
  | NONE
  | ELLIPSIS
  | parenthesis
  | bracket
  | brace
  ;
parenthesis: LPAR (yieldExpression | starNamed (comprehension+ | (COMMA starNamed)* TCOMMA?))? RPAR;
bracket: LSQB (starNamed (comprehension+ | (COMMA starNamed)* TCOMMA?))? RSQB;
brace: LBRACE (braceItem (comprehension+ | (COMMA braceItem)* TCOMMA?))? RBRACE;
braceItem: POW orTest | starNamed (COLON expression)?;
comprehension: ASYNC? FOR targetList IN orTest (IF orTest)*;

strings: (STRING | formattedString)+;
formattedString: FSTRING_START (FSTRING_MIDDLE | field)* FSTRING_END;
field: LBRACE (yieldExpression | expressionList) EQ? conversion? formatSpecification? RBRACE;
conversion: EXCL NAME;
formatSpecification: COLON (FSTRING_MIDDLE | field)*;
