-- A store as version 1 made it, with content. Frozen: never edit.
PRAGMA application_id = 1398030674;
CREATE TABLE stories (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sections TEXT NOT NULL,
    prompt TEXT,
    audience TEXT,
    concept TEXT,
    example INTEGER NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    deleted TEXT
);
INSERT INTO stories VALUES(1,'a1b2c3d4','story','The slow loader','','{"situation": "Training was slow. 🐌", "result": "From 9 h to 2 h."}','impact-performance',NULL,NULL,0,'2025-01-02T03:04:05.000006+00:00','2025-01-03T03:04:05.000006+00:00',NULL);
INSERT INTO stories VALUES(2,'0f0f0f0f','explanation','What attention is','It is a weighted mean.','{}',NULL,'marketing VP','attention mechanism',0,'2025-02-02T03:04:05.000006+00:00','2025-02-02T03:04:05.000006+00:00',NULL);
INSERT INTO stories VALUES(3,'deadbeef','story','Thrown away','Never mind.','{}',NULL,NULL,NULL,0,'2025-03-02T03:04:05.000006+00:00','2025-03-02T03:04:05.000006+00:00','2025-03-05T03:04:05.000006+00:00');
PRAGMA user_version = 1;
