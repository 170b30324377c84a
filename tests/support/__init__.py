"""What several test modules share: data, processes, types of fixtures. No test lives here."""
