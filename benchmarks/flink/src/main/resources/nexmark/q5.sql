SELECT b.auction, b.num
FROM (SELECT auction, COUNT(*) AS num, window_start, window_end
  FROM TABLE(HOP(TABLE bid, DESCRIPTOR(`time`), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
  GROUP BY auction, window_start, window_end) AS b
JOIN (SELECT MAX(num) AS most, window_start, window_end FROM (SELECT auction, COUNT(*) AS num, window_start, window_end
  FROM TABLE(HOP(TABLE bid, DESCRIPTOR(`time`), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
  GROUP BY auction, window_start, window_end) AS c GROUP BY window_start, window_end) AS m
ON b.window_start = m.window_start AND b.window_end = m.window_end AND b.num >= m.most
