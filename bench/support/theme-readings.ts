import type { Engine } from './engine.ts';

/** So many themes, few of them often and most of them seldom. */
const THEMES = 120;

/**
 * What is read out of every comment of generated feedback, made by the engine out of hashes of its id: a fifth in no theme, a tenth of the
 * others in two, one in seventeen that could not be judged.
 */
export async function readComments(engine: Engine): Promise<number> {
  await engine.query(`
    INSERT INTO heed.comment_readings (day, feedback_id, version, revision, deleted, model, language, themes, themes_then, margin, decided_by, sentiment, fold, read_at)
    SELECT day, feedback_id, version, version, 0, 1, language, ids, ids, (cityHash64(feedback_id, 'margin') % 1001) / 1000., if(empty(ids), '', 'model'),
           if(h % 17 = 0, NULL, (cityHash64(feedback_id, 'feeling') % 2001) / 1000. - 1), cityHash64(comment), received_at
    FROM (
      SELECT day, feedback_id, version, language, comment, received_at, cityHash64(feedback_id, 'themes') AS h,
             concat('theme', toString(toUInt32(pow((h % 1000003) / 1000003., 2) * ${THEMES}))) AS one, concat('theme', toString(cityHash64(feedback_id, 'other') % ${THEMES})) AS other,
             multiIf(h % 100 < 20, [], h % 100 < 28, arrayDistinct([one, other]), [one]) AS ids
      FROM heed.feedback FINAL
      WHERE comment.size > 0 AND enps IS NULL
    )`);
  return Number((await engine.query('SELECT count() FROM heed.comment_readings')).trim());
}
