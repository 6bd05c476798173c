-- What compares the stores is called so, and an upload is laid out where it is inspected.

UPDATE jobs SET phase = 'compare' WHERE phase = 'rollup';
UPDATE phase_queue SET current_phase = 'compare' WHERE current_phase = 'rollup';
UPDATE workflow_history SET current_phase = 'compare' WHERE current_phase = 'rollup';
UPDATE workflow_history SET phase_durations = json_remove(json_set(phase_durations, '$.compare', json_extract(phase_durations, '$.rollup')), '$.rollup')
    WHERE json_type(phase_durations, '$.rollup') IS NOT NULL;

-- An upload of which nobody has laid out the chunks yet is inspected once more.
UPDATE jobs SET phase = 'inspect' WHERE kind = 'upload' AND phase = 'map';
UPDATE workflow_history SET current_phase = 'inspect' WHERE current_phase = 'map' AND workflow_template = 'ingest';
DELETE FROM phase_queue WHERE current_phase = 'map' AND status = 'completed'
    AND job_id IN (SELECT id FROM jobs WHERE kind = 'upload');
DELETE FROM phase_queue WHERE current_phase = 'inspect' AND job_id IN (SELECT m.job_id FROM phase_queue m
    JOIN jobs j ON j.id = m.job_id WHERE m.current_phase = 'map' AND j.kind = 'upload');
UPDATE phase_queue SET current_phase = 'inspect', phase_number = 1, depends_on_phases = '[]'
    WHERE current_phase = 'map' AND job_id IN (SELECT id FROM jobs WHERE kind = 'upload');
UPDATE phase_queue SET phase_number = phase_number - 1, depends_on_phases = '[' || (phase_number - 2) || ']'
    WHERE phase_number > 2 AND job_id IN (SELECT id FROM jobs WHERE kind = 'upload');
