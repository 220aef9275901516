def write_differences(record, values):
    """Write what is not so already: unchanged orders, read again, cost no write.

    :param record: one record.
    :param dict values: plain values by field, as they are read.
    """
    # Nothing, False and an empty text are the same.
    news = {
        field: value for field, value in values.items()
        if record[field] != value and (record[field] or value)
    }
    if news:
        record.write(news)
