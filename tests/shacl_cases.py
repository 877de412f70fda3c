"""Data, targets and constraints of SHACL Core, in Turtle, to try a validator with."""

TREATIES = """
:a a :Treaty ; :party :x, :y ; :signed 3 ; :ended 2, 4 ; :name "Rhine"@en, "rhine"@en, "Rhein"@de ; :next :b .
:a :note "n" .
:b a :Pact ; :party :x, "y" ; :signed 2, 2.5 ; :ended 3 ; :name "Donau", "Danube"@en-GB ; :next :c, :d ; :stamp true .
:c a :Treaty, :Pact ; :number 12345678901234567890123 ; :date "2024-02-30"^^xsd:date, "2024-02-29"^^xsd:date .
:c :next :a .
:d :party [ a :State ] ; :ended 1 ; :date "soon" ; :note "" ; :name "" .
:Pact rdfs:subClassOf :Treaty . :x a :State . :y a :Place .
"""

TARGETS = [
    "sh:targetClass :Treaty",
    "sh:targetClass :Treaty, :State ; sh:targetNode :b",
    "sh:targetNode :d, :nowhere, 3",
    "sh:targetSubjectsOf :party",
    "sh:targetObjectsOf :party",
]
PATHS = [
    ":party",
    "[ sh:inversePath :next ]",
    "( :next :party )",
    "[ sh:alternativePath ( :party :note ) ]",
    "[ sh:alternativePath ( :party [ sh:inversePath :next ] ) ]",
    "[ sh:zeroOrMorePath :next ]",
    "[ sh:oneOrMorePath :next ]",
    "[ sh:zeroOrOnePath :next ]",
    "( [ sh:zeroOrMorePath :next ] :party )",
    "[ sh:inversePath [ sh:zeroOrOnePath :next ] ]",
]
CONSTRAINTS = [
    "sh:class :State",
    "sh:class :State, :Place",
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:BlankNodeOrLiteral",
    "sh:in ( :x 'n' 3 'Rhine'@en )",
    "sh:hasValue :x",
    "sh:hasValue 3, 'n'",
    "sh:pattern '^r' ; sh:flags 'i'",
    "sh:minLength 2",
    "sh:maxLength 5",
    "sh:languageIn ( 'en' 'fr' )",
    "sh:datatype xsd:integer",
    "sh:datatype xsd:date",
    "sh:datatype xsd:boolean",
    "sh:datatype rdf:langString",
    "sh:node [ sh:property [ sh:path :party ; sh:minCount 1 ] ]",
    "sh:node [ sh:closed true ; sh:ignoredProperties ( rdf:type :note ) ; sh:property [ sh:path :party ] ]",
    "sh:not [ sh:class :State ]",
    "sh:not [ sh:class :State ; sh:deactivated true ]",
    "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class :Treaty ] )",
    "sh:or ( [ sh:nodeKind sh:Literal ] [ sh:path :party ; sh:maxCount 1 ] )",
    "sh:xone ( [ sh:class :Treaty ] [ sh:class :Pact ] [ sh:nodeKind sh:Literal ] )",
    "sh:property [ sh:path :party ; sh:minCount 1 ; sh:severity sh:Info ]",
    "sh:property [ sh:path :next ; sh:property [ sh:path :name ; sh:maxCount 1 ] ]",
    "sh:not [ sh:property [ sh:path :next ; sh:property [ sh:path :name ; sh:maxCount 1 ] ] ]",
    "sh:equals :party",
    "sh:disjoint :note",
]
OF_PROPERTIES = [
    "sh:path :party ; sh:minCount 0",
    "sh:path :party ; sh:minCount 1",
    "sh:path :party ; sh:minCount 2",
    "sh:path :party ; sh:maxCount 0",
    "sh:path :party ; sh:maxCount 1",
    "sh:path :name ; sh:uniqueLang true",
    "sh:path :name ; sh:uniqueLang false",
    "sh:path :signed ; sh:datatype xsd:integer",
    "sh:path :number ; sh:datatype xsd:integer",
    "sh:path :signed ; sh:datatype xsd:decimal",
    "sh:path :signed ; sh:minExclusive 2",
    "sh:path :signed ; sh:minInclusive 2.5",
    "sh:path :ended ; sh:maxExclusive 4",
    "sh:path :ended ; sh:maxInclusive 3",
    "sh:path :ended ; sh:lessThan :signed",
    "sh:path :ended ; sh:lessThanOrEquals :signed",
    "sh:path :party ; sh:qualifiedValueShape [ sh:class :State ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
    "sh:path :party ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 2",
]
DISJOINT = """
sh:property [ sh:path :party ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
    sh:qualifiedValueShape [ sh:class :State ] ],
  [ sh:path :party ; sh:qualifiedMinCount 2 ; sh:qualifiedValueShapesDisjoint true ;
    sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ]
"""
BODIES = [
    *[f"sh:path :party ; {constraint}" for constraint in CONSTRAINTS],
    *[f"sh:path :name ; {constraint}" for constraint in CONSTRAINTS[4:15]],
    *[f"sh:path {path} ; sh:minCount 2 ; sh:maxCount 2 ; sh:class :State" for path in PATHS],
    *[f"sh:path {path} ; sh:minCount 1 ; sh:hasValue :c" for path in PATHS],
    *OF_PROPERTIES,
    *CONSTRAINTS,
    DISJOINT,
    "sh:deactivated true ; sh:nodeKind sh:IRI",
]

SELECTS = [
    "SELECT $this { }",
    "SELECT $this { FILTER ($this = :a) }",
    "SELECT $this { BIND ($this AS ?that) FILTER (?that = :b) }",
    "SELECT * { $this :signed ?value }",
    "PREFIX e: <https://example.org/> SELECT $this ?value { $this e:party ?value . ?value a e:State }",
    "SELECT $this ?value { $this :party ?value FILTER NOT EXISTS { ?value a :State } }",
    "SELECT $this ?value { $this :party ?value . FILTER EXISTS { ?value a/rdfs:subClassOf* :State } . }",
    "SELECT $this { FILTER NOT EXISTS { $this :party ?one . ?one a :State . FILTER (?one != :y) } }",
    "SELECT $this ?value { $this :ended ?value FILTER NOT EXISTS { $this :signed ?one FILTER (?one < ?value) } }",
    "SELECT $this { FILTER NOT EXISTS { $this :next ?one FILTER NOT EXISTS { ?one :party ?x . ?x a :State } } }",
    "SELECT $this { FILTER (NOT EXISTS { $this :next/:party ?one } || EXISTS { $this :stamp true }) }",
    "SELECT $this { FILTER EXISTS { ?any :next $this FILTER EXISTS { ?any :party ?x FILTER isIRI(?x) } } }",
    "SELECT $this ?value { OPTIONAL { $this :name ?value } FILTER (!BOUND(?value)) }",
    "SELECT $this ?value { OPTIONAL { ?value :next ?b FILTER (?b = $this) } }",
    "SELECT $this ?value { { $this :party ?value } UNION { $this :next ?value } FILTER isIRI(?value) }",
    "SELECT $this ?value { { ?value a :Treaty } UNION { $this :ended ?value } $this :next+ ?value }",
    "SELECT $this ?value { { { FILTER ($this = :a) } UNION { FILTER ($this = :c) } } $this :next ?value }",
    "SELECT $this (COUNT(?x) AS ?value) { $this :party ?x } GROUP BY $this HAVING (COUNT(?x) > 1)",
    "SELECT * { { SELECT $this (MAX(?x) AS ?value) { $this :ended ?x } GROUP BY $this } FILTER (?value > 3) }",
    "SELECT DISTINCT $this (:next AS ?path) ?value { $this :next ?x . ?x :next ?value } ORDER BY ?value",
    "SELECT $this ?path ?value { $this ?path ?value . FILTER (?path IN (:signed, :ended)) # not :next\n}",
    "SELECT $this ?value { $this :name ?value FILTER (REGEX(?value, '^r', 'i') && LANG(?value) != 'de') }",
    'SELECT $this ?value { $this :name ?value FILTER (?value IN (\'MINUS\', \'\', """#{""")) }',
    "SELECT $this ?value { $this :number|:date ?value FILTER (DATATYPE(?value) = xsd:date) }",
]
