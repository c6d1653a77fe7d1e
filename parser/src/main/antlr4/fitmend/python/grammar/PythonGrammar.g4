parser grammar PythonGrammar;

options { tokenVocab = PythonTokens; }

file: NEWLINE* EOF;
