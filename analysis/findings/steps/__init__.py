"""What to do next: about a study (`study_steps`), about a section (`section_steps`); what a step takes (`taken`)."""
