-- A store as version 3 made it, with content. Frozen: never edit.
PRAGMA application_id = 1398030674;
CREATE TABLE computed (
        story TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
        key TEXT NOT NULL,       -- of the content and the models that it was computed from
        payload BLOB NOT NULL
    ) WITHOUT ROWID;
INSERT INTO "computed" VALUES('a1b2c3d4','key',X'0001');
CREATE TABLE stories (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        sections TEXT NOT NULL,  -- JSON object, name to text
        prompt TEXT,
        audience TEXT,
        concept TEXT,
        example INTEGER NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        deleted TEXT             -- when it was put in the bin; NULL for a live story
    );
INSERT INTO "stories" VALUES(1,'a1b2c3d4','story','The slow loader','','{"situation": "Training was slow. 🐌", "result": "From 9 h to 2 h.\nNull\u0000, “quotes”, \"plain\" and {\"json\": null}."}','impact-performance',NULL,NULL,0,'2025-01-02T03:04:05.000006+00:00','2025-01-03T03:04:05.000006+00:00',NULL);
INSERT INTO "stories" VALUES(2,'0f0f0f0f','explanation','What attention is','It is a weighted mean.
 It''s \ ''quoted''. שלום','{}',NULL,'marketing VP','attention mechanism',0,'2025-02-02T03:04:05.000006+00:00','2025-02-02T03:04:05.000006+00:00',NULL);
INSERT INTO "stories" VALUES(3,'deadbeef','story','Thrown away','Never mind.','{}',NULL,NULL,NULL,0,'2025-03-02T03:04:05.000006+00:00','2025-03-02T03:04:05.000006+00:00','2025-03-05T03:04:05.000006+00:00');
INSERT INTO "stories" VALUES(4,'e1','story','As shipped','I measured it first.','{}',NULL,NULL,NULL,1,'2025-04-02T03:04:05.000006+00:00','2025-04-02T03:04:05.000006+00:00',NULL);
INSERT INTO "stories" VALUES(5,'em','story','Untitled','','{}',NULL,NULL,NULL,0,'2025-05-02T03:04:05.000006+00:00','2025-05-02T03:04:05.000006+00:00',NULL);
CREATE TABLE working (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,   -- JSON object
        updated TEXT NOT NULL
    );
INSERT INTO "working" VALUES(1,'k1','tab','story','{"task": "half a sen"}','2025-06-05T03:04:05.000006+00:00');
PRAGMA user_version = 3;
